// shifts by counts that no number holds, and a complex power
package p

const a = 1 << (1 << 62)
const b = 1.5e999999999
const c = (1i * 1e200000) * (1i * 1e200000) * (1i * 1e200000)

var x = b / a
