/** One line of what goes down, as it is typed: something asked, or a duty. */
export type Line = {
  /** Names it while others come and go. */
  readonly key: number
}
