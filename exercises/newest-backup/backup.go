package backup

import (
	"io/fs"
	"path/filepath"
	"time"
)

// Newest names the backup in a folder that was written last.
func Newest(folder string) (string, error) {
	type backup struct {
		path    string
		written time.Time
	}
	newest := &backup{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		found := backup{path: path, written: info.ModTime()}
		this := &found
		if this.written.After(newest.written) {
			newest = this
		}
		return nil
	})
	return newest.path, err
}
