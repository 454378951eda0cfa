package textfs_test

import (
	"io"
	"testing"
	"testing/fstest"

	"github.com/slbconform/slbconform/internal/textfs"
)

func TestLinesEndAlike(t *testing.T) {
	files := textfs.New(fstest.MapFS{"a/b.txt": {Data: []byte("one\r\ntwo\rthree\r\n")}, "c.txt": {Data: []byte("one\n")}})
	if err := fstest.TestFS(files, "a/b.txt", "c.txt"); err != nil {
		t.Error(err)
	}
	const want = "one\ntwo\rthree\n"
	if read, err := files.ReadFile("a/b.txt"); string(read) != want || err != nil {
		t.Errorf("read at once it is %q, %v", read, err)
	}
	opened, err := files.Open("a/b.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	if read, err := io.ReadAll(opened); string(read) != want || err != nil {
		t.Errorf("read through a file it is %q, %v", read, err)
	}
}
