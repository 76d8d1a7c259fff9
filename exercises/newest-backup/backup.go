package backup

import (
	"io/fs"
	"path/filepath"
	"time"
)

// Newest names the backup that was written last, in a folder.
func Newest(root string) (string, error) {
	type backup struct {
		path    string
		written time.Time
	}
	newest := &backup{}
	err := filepath.WalkDir(root, func(p string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		info, err := f.Info()
		if err != nil {
			return err
		}
		found := backup{path: p, written: info.ModTime()}
		this := &found
		if this.written.After(newest.written) {
			newest = this
		}
		return nil
	})
	return newest.path, err
}
