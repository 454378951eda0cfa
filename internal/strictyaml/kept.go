package strictyaml

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
)

// KeptEnd ends the name of the file beside another that keeps what was read from it.
const KeptEnd = ".kept"

// ReadKept is ReadFile for a file that every mock is started with: beside it stands what it held when a test last wrote it,
// which is read in a quarter of the time. It reports whether that is so still; a file that was edited since is not read.
func ReadKept(files fs.FS, name string, out any) bool {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return false
	}
	kept, err := fs.ReadFile(files, name+KeptEnd)
	if err != nil {
		return false
	}
	of, values, _ := bytes.Cut(kept, []byte("\n"))
	return string(of) == fmt.Sprintf("%x", sha256.Sum256(data)) && json.Unmarshal(values, out) == nil
}
