import type { FigureValue } from '../../ledger/figure.ts'
import type { Scope } from './within-organisation.ts'

/** Sends the files of a pack, kept under their digest; the same again changes nothing. */
export function sendPack(
  scope: Scope,
  { digest, files }: { digest: string; files: Readonly<Record<string, string>> },
): void {
  scope.send({
    text: `INSERT INTO ledger.pack_version (org_id, digest, files) VALUES ($1, $2, $3)
           ON CONFLICT (org_id, digest) DO NOTHING`,
    values: [scope.org, digest, JSON.stringify(files)],
  })
}

/** Sends stored figures, one of a figure and period each, over those stored before. */
export function sendFigures(
  scope: Scope,
  figures: readonly { readonly value: FigureValue; readonly upward: boolean }[],
): void {
  scope.send({
    name: 'upsert-figures',
    text: `INSERT INTO ledger.figure_value (org_id, figure, period, upward, size, value)
           SELECT $1, * FROM unnest($2::text[], $3::text[], $4::boolean[], $5::bigint[],
             $6::jsonb[])
           ON CONFLICT (org_id, figure, period) DO UPDATE SET upward = excluded.upward,
             size = excluded.size, value = excluded.value`,
    values: [
      scope.org,
      figures.map((one) => one.value.figure),
      figures.map((one) => one.value.period),
      figures.map((one) => one.upward),
      figures.map((one) => one.value.asOf.size),
      figures.map((one) => JSON.stringify(one.value)),
    ],
  })
}
