/** Which days people work, as announced each year. */
export interface Calendar {
  /**
   * `day` is `YYYY-MM-DD`. Where the year is not known: Monday to Friday without the holidays that
   * the law names; whoever shows what was counted so says `holidayNotices`.
   */
  isWorkday(day: string): boolean
  /** Whether the holidays of that year are known; the notice comes each November. */
  knows(year: number): boolean
}
