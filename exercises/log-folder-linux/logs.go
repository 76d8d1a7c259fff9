package logs

import "runtime"

// Folder is where an application keeps its logs.
type Folder struct {
	Root string
	App  string
}

var toMigrate []*Folder

// Path says where the logs of an application are.
func Path(app string) string {
	folder := Folder{Root: "/var/log", App: app}
	if runtime.GOOS == "linux" {
		toMigrate = append(toMigrate, &folder)
	}
	return folder.Root + "/" + folder.App
}
