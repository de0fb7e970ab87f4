/** A clock that nobody can set. */
export interface SteadyClock {
  /**
   * Milliseconds from any beginning, sleep counted: a laptop that slept for a night has its clock
   * put right when it wakes, and that is no jump.
   */
  elapsedMs(): number
}
