import type { Fault } from '../../ledger/fault.ts'
import { pathUnder } from '../ports/organisation-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import { difference } from './difference.ts'
import { isNear } from './is-near.ts'
import { parsedFields } from './parsed-fields.ts'
import type { Examined, Walk } from './walk-entries.ts'

/**
 * The row of the organisation against its founding entry, and its place in the tree against that
 * of its parent. An organisation founded by an older version has no parent in its entry: there a
 * change of parent and path together does not show.
 */
export async function checkOrganisation(
  { ledger, organisation }: Examined,
  { announcements }: Walk,
  all: readonly Organisation[],
): Promise<Fault[]> {
  const said = announcements.get(0)
  const founding = parsedFields(said?.fields ?? '')
  const { id, name, kind, zone, origin, path } = organisation
  const above = all.find((one) => one.id === organisation.parent)
  const row = { nameZh: name.zh, nameEn: name.en, kind, zone, origin }
  const parent = organisation.parent === null ? '' : (above?.publicId ?? null)
  const isUnder = organisation.parent === null || above !== undefined
  const differing = [
    ...Object.entries(row)
      .filter(([field, value]) => founding[field] !== value)
      .map(([field]) => field),
    ...(isUnder && (founding['parent'] ?? parent) === parent ? [] : ['parent']),
    ...(path === pathUnder(above, id) ? [] : ['path']),
    ...(isNear(await ledger.foundedAt(), said?.recordedAt ?? '') ? [] : ['foundedAt']),
  ]
  return differing.map((field) =>
    difference(organisation.publicId, ['organisation', field], {
      code: 'organisation.differs',
      text: {
        zh: `单位的 ${field} 与其设立条目不符。`,
        en: `${field} of the organisation differs from its founding entry.`,
      },
    }),
  )
}
