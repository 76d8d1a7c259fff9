// byte order marks in the middle, and an escape of the terminal
package p
var x﻿ = "]0;title"
