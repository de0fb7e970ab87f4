/** One cell of the grid that somebody opened. */
export interface Opened {
  readonly duty: string
  readonly period: string
}
