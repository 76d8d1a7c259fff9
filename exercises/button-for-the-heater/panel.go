package panel

type Heater struct {
	Watts int
}

func (h *Heater) Off() {
	h.Watts = 0
}

type Button struct {
	Label string
	Press func()
}

func Install(watts int) Button {
	heater := Heater{Watts: watts}
	off := heater.Off
	return Button{Label: "off", Press: off}
}
