package harness

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/slbconform/slbconform/internal/plan"
	"github.com/slbconform/slbconform/reports"
)

// folderPatience is how long a run that needs no network waits for another to be done with its folder.
const folderPatience = 30 * time.Second

// reserveReportsFolder holds that report files can be written, before a night goes by, and keeps other runs out of the folder
// until release is called. A live run does not wait for another one; one that does, says so. A run on the mock that nobody asked for
// files goes without them: a checkout may be read-only. The error is a *UsageError, or wraps ErrEnded.
func (s *Settings) reserveReportsFolder(ctx context.Context) (release func(), err error) {
	dir := s.get("reports")
	if dir == "-" {
		return func() {}, nil
	}
	s.made = missing(dir)
	if err := reports.PrepareDir(dir); err != nil {
		asked := s.values["reports"]
		if asked.origin != "default" || s.get("target") != "mock" {
			return nil, plan.Usagef("-reports: %v", err)
		}
		asked.value, s.unreported = "-", err
		return func() {}, nil
	}
	for waited := time.Duration(0); ; waited += pollEvery {
		release, free := lockFolder(dir)
		if free {
			return release, nil
		}
		if s.get("target") == "live" || waited > folderPatience {
			return nil, plan.Usagef("-reports: another run writes its files to %s; give each a folder of its own", dir)
		}
		if waited == time.Second && s.told != nil {
			fmt.Fprintf(s.told, "waits for another run, which writes its files to %s, for at most %v\n", dir, folderPatience)
		}
		select {
		case <-time.After(pollEvery):
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ErrEnded, context.Cause(ctx))
		}
	}
}

// removeReportsFolder takes away what was made of the folder of the reports, for a run that did not begin. What holds anything
// stays.
func (s *Settings) removeReportsFolder() {
	for _, folder := range s.made {
		_ = os.Remove(folder)
	}
}

// missing are a folder and its parents that do not exist, the folder itself first.
func missing(dir string) (folders []string) {
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			return folders
		}
		folders = append(folders, dir)
	}
}

const pollEvery = 50 * time.Millisecond
