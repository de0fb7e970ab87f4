/** What work in steps comes to, for whoever keeps nobody waiting by doing it in one go. */
export function inOneGo<T>(steps: Iterator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
