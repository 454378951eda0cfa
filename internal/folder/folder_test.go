package folder_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/slbconform/slbconform/internal/folder"
)

func TestWhyAFolderCannotBeMade(t *testing.T) {
	dir := t.TempDir()
	there, file, link := filepath.Join(dir, "there"), filepath.Join(dir, "file"), filepath.Join(dir, "link")
	if err := errors.Join(os.Mkdir(there, 0o755), os.WriteFile(file, nil, 0o644), os.Symlink("gone", link)); err != nil {
		t.Fatal(err)
	}
	for at, says := range map[string]string{
		there:                             "",
		filepath.Join(there, "a", "deep"): "",
		filepath.Join(file, "deep"):       file + ": not a directory",
		link:                              link + " is a link to gone, where nothing is",
		filepath.Join(link, "deep"):       link + " is a link to gone, where nothing is",
	} {
		err := folder.Make(at)
		if (err == nil) != (says == "") || err != nil && !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want %q", at, err, says)
		}
		if info, missing := os.Stat(at); err == nil && (missing != nil || !info.IsDir()) {
			t.Errorf("%s is made, and is no folder: %v", at, missing)
		}
		if strings.Contains(says, "a link") != errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v is or is not fs.ErrNotExist", at, err)
		}
	}
}
