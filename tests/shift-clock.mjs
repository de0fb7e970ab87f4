/**
 * `TAIZHANG_HOUR=23:30` makes the process live at that hour of Shanghai: its clock runs as ever,
 * but starts at the moment of that hour nearest to now. Each test file is a process of its own, so none
 * is overtaken by midnight while others run. `TAIZHANG_CLOCK_SHIFT` (ms) hands the same on to
 * the programs that a test starts.
 */
const { TAIZHANG_HOUR: hour, TAIZHANG_CLOCK_SHIFT: handedOn } = process.env
const dayMs = 86_400_000
const zoneMs = 8 * 3_600_000
const Real = globalThis.Date

if (hour && !handedOn && !Real.isShifted) {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number)
  const now = Real.now()
  const midnight = now - ((now + zoneMs) % dayMs)
  const there = midnight + (hours * 60 + minutes) * 60_000
  const nearest = there - now > dayMs / 2 ? there - dayMs : there
  const shift = now - nearest > dayMs / 2 ? nearest + dayMs - now : nearest - now
  process.env['TAIZHANG_CLOCK_SHIFT'] = String(shift)
}

const shift = Number(process.env['TAIZHANG_CLOCK_SHIFT'] ?? 0)
if (shift !== 0 && !Real.isShifted) {
  globalThis.Date = class Date extends Real {
    static isShifted = true
    static now() {
      return Real.now() + shift
    }
    constructor(...given) {
      if (given.length === 0) super(Real.now() + shift)
      else super(...given)
    }
  }
}
