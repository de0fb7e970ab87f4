/**
 * Names behind ids, and ids behind names. Whoever calls brings the roster of the time in
 * question, so that a past year answers with the names of its time.
 */
export interface Names {
  /** Null: nobody has this id. */
  person(id: string): string | null
  office(id: string): string | null
  /** Title of a record; null when it is unknown to the caller. */
  record(id: string): string | null
  /** All names, told apart; where names are offered. */
  people?(): readonly string[]
  offices?(): readonly string[]
  /** Ids of everybody with exactly this name; more than one for namesakes. */
  peopleCalled?(name: string): readonly string[]
  officesCalled?(name: string): readonly string[]
  recordsTitled?(register: string, title: string): readonly string[]
}

/** Knows nobody: ids stand for themselves. */
export const noNames: Names = { person: () => null, office: () => null, record: () => null }
