// Command main calls one function of the program, package p, many times and writes down what a call costs.
//
// Arguments: which of the calls, and the file to write to. What is printed is the program's own.
package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"time"

	_ "guard"

	program "p"
)

const (
	longestCall  = 250 * time.Millisecond
	warmUps      = 3
	mostSingles  = 64                     // calls that are counted one by one
	singlesTime  = 200 * time.Millisecond // for all of them together
	batch        = 10_000                 // calls that are counted together
	batchTime    = 50 * time.Millisecond
	samples      = 51
	sampleTime   = time.Millisecond
	sampleCalls  = 500_000   // at most so many in one sample, since a call may keep what it allocates
	sampleMemory = 32 << 20  // bytes allocated in one sample: nothing is collected while it is taken
	mostMemory   = 512 << 20 // from here on it is collected all the same
)

func main() {
	number, err := strconv.Atoi(os.Args[1])
	if err != nil {
		panic(err)
	}
	runtime.GOMAXPROCS(1)
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(mostMemory)
	if err := os.WriteFile(os.Args[2], []byte(measure(program.GraderCalls[number])), 0o600); err != nil {
		panic(err)
	}
}

// measure returns a JSON document; grader/toolchain/measurement.py reads it.
func measure(call func()) string {
	took := timeOf(call, 1)
	if took > longestCall {
		return `{"slow": true}`
	}
	for i := 1; i < warmUps; i++ {
		took = timeOf(call, 1)
	}
	singles := within(singlesTime, took, mostSingles)
	fewest, most := countSingly(call, singles)
	fewestLater, mostLater := countSingly(call, singles)
	fewest, most = min(fewest, fewestLater), min(most, mostLater)
	collect(call)
	times := within(batchTime, took, batch)
	if perCall := bytesOf(call); perCall > 0 {
		times = min(times, max(1, int(sampleMemory/perCall)))
	}
	objects, bytes := countTypically(call, times)
	document := map[string]uint64{
		"fewest": fewest, "most": most, "calls": uint64(times), "objects": objects, "bytes": bytes,
	}
	var fields []string
	for name, value := range document {
		fields = append(fields, strconv.Quote(name)+": "+strconv.FormatUint(value, 10))
	}
	nanoseconds := strings.Join(sample(call, bytes/uint64(times)), ", ")
	return "{" + strings.Join(fields, ", ") + `, "nanoseconds": [` + nanoseconds + "]}"
}

// countTypically counts three times and returns the middle: now and then the runtime allocates for itself.
func countTypically(call func(), times int) (objects, bytes uint64) {
	var counts [3][2]uint64
	for i := range counts {
		counts[i][0], counts[i][1] = count(call, times)
	}
	sort.Slice(counts[:], func(i, j int) bool { return counts[i][0] < counts[j][0] })
	return counts[1][0], counts[1][1]
}

// count returns how many objects, and bytes, so many calls allocate.
func count(call func(), times int) (objects, bytes uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < times; i++ {
		call()
	}
	runtime.ReadMemStats(&after)
	return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
}

func bytesOf(call func()) uint64 {
	_, bytes := count(call, 1)
	return bytes
}

func countSingly(call func(), times int) (fewest, most uint64) {
	fewest, _ = count(call, 1)
	most = fewest
	for i := 1; i < times; i++ {
		objects, _ := count(call, 1)
		fewest, most = min(fewest, objects), max(most, objects)
	}
	return fewest, most
}

// sample returns the nanoseconds that a call takes, as so many samples of many calls each.
func sample(call func(), bytesPerCall uint64) []string {
	most := sampleCalls
	if bytesPerCall > 0 {
		most = min(most, max(1, int(sampleMemory/bytesPerCall)))
	}
	times := callsPerSample(call, most)
	var taken []string
	for i := 0; i < samples; i++ {
		collect(call)
		perCall := float64(timeOf(call, times).Nanoseconds()) / float64(times)
		taken = append(taken, strconv.FormatFloat(perCall, 'f', 3, 64))
	}
	return taken
}

func callsPerSample(call func(), most int) int {
	for times := 1; ; times *= 2 {
		if times >= most {
			return most
		}
		collect(call)
		if timeOf(call, times) >= sampleTime {
			return times
		}
	}
}

// within returns how many calls of this length fit into some time: at least one, at most so many.
func within(all, one time.Duration, most int) int {
	return min(most, max(1, int(all/max(1, one))))
}

// collect frees what earlier calls left behind; one call afterwards fills again what a collection empties.
func collect(call func()) {
	runtime.GC()
	call()
}

func timeOf(call func(), times int) time.Duration {
	start := time.Now()
	for i := 0; i < times; i++ {
		call()
	}
	return time.Since(start)
}
