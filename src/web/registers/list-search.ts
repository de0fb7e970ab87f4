/** What the list of a register shows; the address is the list. */
export interface ListSearch {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly where?: Readonly<Record<string, string>> | undefined
  readonly search?: string | undefined
  readonly voided?: boolean | undefined
  readonly sort?: string | undefined
}
