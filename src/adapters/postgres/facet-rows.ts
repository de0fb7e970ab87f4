import type { QueryConfig } from 'pg'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import { facetKey } from '../../ledger/record/facet.ts'
import { binaryArray } from './binary-array.ts'

/** What must be taken away and what added, so that facets of `before` become those of `after`. */
export function facetChanges(
  before: readonly RecordFacet[],
  after: readonly RecordFacet[],
): { readonly gone: readonly RecordFacet[]; readonly added: readonly RecordFacet[] } {
  if (before.length === 0) return { gone: [], added: after }
  const old = new Set(before.map(facetKey))
  const now = new Set(after.map(facetKey))
  return {
    gone: before.filter((one) => !now.has(facetKey(one))),
    added: after.filter((one) => !old.has(facetKey(one))),
  }
}

/** Columns of rows, as parameters 2 to 6 of a statement. */
export const facetUnnest = 'unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::uuid[])'

/** The values of `facetUnnest` behind the organisation: ten times as many rows as records. */
export function facetColumns(
  rows: readonly RecordFacet[],
): readonly (Buffer | readonly string[])[] {
  const days = rows.map((one) => one.day ?? withoutDay)
  return [
    binaryArray(
      'text',
      rows.map((one) => one.register),
    ),
    binaryArray(
      'text',
      rows.map((one) => one.field),
    ),
    binaryArray(
      'text',
      rows.map((one) => one.value),
    ),
    // Whoever changed a record in the database may have given it a day before our era.
    days.every((day) => plainDay.test(day)) ? binaryArray('date', days) : days,
    binaryArray(
      'uuid',
      rows.map((one) => one.id),
    ),
  ]
}

/** As everywhere in the index, what has no day stands before all others. */
export const withoutDay = '-infinity'

const plainDay = /^(\d{4}-\d\d-\d\d|-infinity)$/

/** Adds rows of records that are new: under an id drawn for it nothing can be there already. */
export function insertNewFacets(org: number, rows: readonly RecordFacet[]): QueryConfig {
  return { name: 'insert-new-facets', text: insertText, values: [org, ...facetColumns(rows)] }
}

/** Adds rows; those that are there stay, for which the database looks twice. */
export function insertFacets(org: number, rows: readonly RecordFacet[]): QueryConfig {
  const text = `${insertText} ON CONFLICT DO NOTHING`
  return { name: 'insert-facets', text, values: [org, ...facetColumns(rows)] }
}

const insertText = `INSERT INTO ledger.facet (org_id, register, field, value, day, id)
           SELECT h.org_id, f.* FROM ledger.log_head h, ${facetUnnest} AS f
           WHERE h.org_id = $1`

/** Takes rows away. */
export function deleteFacets(org: number, rows: readonly RecordFacet[]): QueryConfig {
  return {
    name: 'delete-facets',
    text: `DELETE FROM ledger.facet f
           USING ${facetUnnest} AS gone (register, field, value, day, id)
           WHERE f.org_id = $1 AND f.register = gone.register AND f.field = gone.field
             AND f.value = gone.value AND f.day = gone.day AND f.id = gone.id`,
    values: [org, ...facetColumns(rows)],
  }
}
