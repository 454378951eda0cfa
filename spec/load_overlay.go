package spec

import (
	"io/fs"
	"path"
)

// LoadWith is Load with the ledger of one operation replaced by a text that is not written yet.
func LoadWith(files fs.FS, operation string, rules []byte) (*Ledger, error) {
	return Load(overlay{FS: files, name: path.Join(operation, rulesFile), data: rules})
}

// overlay is a file system in which one file has another content.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// ReadFile reads the one file from memory and all others as they are.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}
