import { checkDuty } from '../duty/check-duty.ts'
import type { Duty } from '../duty/duty.ts'
import { coreLists } from '../ledger/core/core-registers.ts'
import type { Fault } from '../ledger/fault.ts'
import type { Registers } from '../ledger/register/register.ts'
import type { Declarations } from './declarations.ts'
import { placed, values } from './declarations.ts'
import type { PackFault } from './pack-fault.ts'

/** What duties name that the pack does not have, and sources that do not agree with it. */
export function checkDuties(
  declarations: Declarations,
  registers: Registers,
  roles: readonly string[],
): readonly PackFault[] {
  const heads = [...declarations.heads.values()]
  const surroundings = {
    registers,
    figures: values(declarations.figures),
    roles,
    instruments: [...declarations.instruments.keys()],
    clauses: new Map(
      [...declarations.instruments].map(([id, { value }]) => [id, value.clauses ?? []]),
    ),
    parts: heads.flatMap((one) => one.value.parts.map((part) => part.id)),
  }
  return [...declarations.duties.values()].flatMap((one) =>
    placed(one, [
      ...checkDuty(one.value, surroundings),
      ...tierFaults(one.value, declarations),
      ...bodyFaults(one.value, declarations),
    ]),
  )
}

/** What a unit laid on itself must not pass for a law. */
function tierFaults({ source }: Duty, { instruments }: Declarations): readonly Fault[] {
  const tier = instruments.get(source.instrument)?.value.tier
  if (tier === undefined || tier === source.tier) return []
  return [
    {
      code: 'duty.source.tier',
      at: ['source', 'tier'],
      text: { zh: `依据的层级应为“${tier}”`, en: `The tier of this instrument is “${tier}”` },
      hint: { zh: '与 instruments.yaml 一致。', en: 'It must agree with instruments.yaml.' },
    },
  ]
}

/** A duty binds kinds and sizes of bodies that a unit can say of itself. */
function bodyFaults({ binds }: Duty, { lists }: Declarations): readonly Fault[] {
  const among = (key: 'kinds' | 'sizes', list: string): readonly Fault[] => {
    const known = lists.get(list)?.value.map(({ id }) => id) ?? []
    return (binds?.[key] ?? []).flatMap((id, index) => {
      if (known.includes(id)) return []
      return [
        {
          code: 'duty.binds.unknown',
          at: ['binds', key, index],
          text: { zh: `“${list}”中没有“${id}”`, en: `“${list}” has no “${id}”` },
          hint: { zh: `可用：${known.join('、')}`, en: `Known: ${known.join(', ')}` },
        },
      ]
    })
  }
  return [...among('kinds', coreLists.bodyKinds), ...among('sizes', coreLists.bodySizes)]
}
