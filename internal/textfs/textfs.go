// Package textfs reads text files alike however a checkout ends their lines: git on Windows, or with
// core.autocrlf=true, writes \r\n where the repository has \n.
package textfs

import (
	"bytes"
	"io/fs"
)

// FS is a file system of text whose files end their lines in \n.
type FS struct{ files fs.FS }

// New reads files through an FS. They have to be text: of what is not, every \r before a \n is lost.
func New(files fs.FS) FS { return FS{files} }

// ReadFile implements [fs.ReadFileFS].
func (f FS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(f.files, name)
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), err
}

// ReadDir implements [fs.ReadDirFS].
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.files, name) }

// Open implements [fs.FS].
func (f FS) Open(name string) (fs.File, error) {
	opened, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := opened.Stat()
	if err != nil || info.IsDir() {
		return opened, err
	}
	defer opened.Close()
	data, err := f.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &file{Reader: bytes.NewReader(data), info: info}, nil
}

// file is an open file with the text that FS reads of it. Its size is that on the disk.
type file struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
