/** Which days people work, as announced each year. */
export interface Calendar {
  /** `day` is `YYYY-MM-DD`. Where the year is not known: Monday to Friday. */
  isWorkday(day: string): boolean
  /** Whether the holidays of that year are known; the notice comes each November. */
  knows(year: number): boolean
}
