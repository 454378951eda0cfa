package spec

import (
	"io/fs"
	"path"
)

// LoadWith is Load with another text for the ledger of one operation.
func LoadWith(files fs.FS, operation string, rules []byte) (*Ledger, error) {
	return Load(overlay{FS: files, name: path.Join(operation, rulesFile), data: rules})
}

// overlay is a file system in which one file has another content.
type overlay struct {
	fs.FS
	name string
	data []byte
}

// ReadFile reads the one file from memory and all others from the file system.
func (o overlay) ReadFile(name string) ([]byte, error) {
	if name == o.name {
		return o.data, nil
	}
	return fs.ReadFile(o.FS, name)
}
