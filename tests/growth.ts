/**
 * How many times what something costs at one size it costs at twice that size. Measured is a size
 * and eight times that size, in turns, and compared is the least of each: what else the machine
 * does, compiling and collecting garbage fall on single turns. A processor that is slow for one of
 * the two, as those of a shared machine are by half, does not turn a cost that grows evenly into
 * a square, as the third root is taken of what eight sizes cost: what is square at heart gives
 * four however often it is asked, and comes nearer to it the larger it is. Turns end as soon as
 * the ratio is plainly below three. What costs less than `worthComparing` is taken at larger sizes
 * until it costs that much: of a few milliseconds no ratio can be told.
 */
export function growth(
  costAt: (size: number) => number,
  given: number,
  { worthComparing = 0 }: { readonly worthComparing?: number } = {},
): number {
  let size = given
  while (size < 64 * given && costAt(size) < worthComparing) size *= 2
  let [least, most] = [Infinity, Infinity]
  const ofOneDoubling = () => Math.cbrt(most / least)
  for (let turn = 0; turn < 4; turn += 1) {
    least = Math.min(least, costAt(size))
    most = Math.min(most, costAt(8 * size))
    if (turn > 0 && ofOneDoubling() < 2.6) break
  }
  return ofOneDoubling()
}
