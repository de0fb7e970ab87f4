import { madeLists } from '../ledger/choice.ts'
import { checkCore } from '../ledger/core/check-core.ts'
import { checkFigure } from '../ledger/figure/check-figure.ts'
import { measureKindOf } from '../ledger/figure/measures/measure-kinds.ts'
import { checkClosed } from '../ledger/register/check-closed.ts'
import { checkPlays } from '../ledger/register/check-plays.ts'
import { checkRegister } from '../ledger/register/check-register.ts'
import type { Choice, Registers } from '../ledger/register/register.ts'
import { otherId } from '../ledger/register/schema-parts.ts'
import type { BoundaryFinding } from './boundary.ts'
import { boundaryFindings } from './boundary.ts'
import { checkDuties } from './check-duties.ts'
import { eventFaults } from './check-events.ts'
import { namedFaults } from './check-named.ts'
import type { Declarations, Declared } from './declarations.ts'
import { placed, values } from './declarations.ts'
import { nearestName } from './nearest-name.ts'
import type { Instrument, Role } from './pack.ts'
import type { PackFault } from './pack-fault.ts'
import { packFault } from './pack-fault.ts'

/** Lists every pack has without writing them: roles, duties, compared figures, instruments. */
export const ownLists = ['roles', 'duties', 'figures', madeLists.instruments] as const

/** Registers and lists of the whole pack, the made lists included. */
export function registersOf(declarations: Declarations, roles: readonly Role[]): Registers {
  const lists = new Map<string, readonly Choice[]>()
  for (const [id, one] of declarations.lists) lists.set(id, one.value)
  lists.set('roles', roles)
  lists.set(
    'duties',
    [...declarations.duties.values()].map(({ value }) => ({ id: value.id, label: value.label })),
  )
  lists.set(
    'figures',
    [...declarations.figures.values()]
      .filter(({ value }) => value.compare !== undefined)
      .map(({ value }) => ({ id: value.id, label: value.label })),
  )
  lists.set(
    madeLists.instruments,
    [...values(declarations.instruments).values()].map(instrumentChoice),
  )
  return { registers: values(declarations.registers), lists }
}

/** An instrument as an item to choose. */
export function instrumentChoice({ id, label, clauses }: Instrument): Choice {
  return { id, label, ...(clauses === undefined ? {} : { clauses }) }
}

/**
 * Holds every declaration against the others, and the whole against the boundary. A pack that an
 * earlier version let somebody adopt is not asked what it shows of closed fields, nor what stands
 * twice in its lists: years are judged by it and signed reports verified.
 */
export function checkPack(
  declarations: Declarations,
  registers: Registers,
  { roles, isAdopted }: { readonly roles: readonly Role[]; readonly isAdopted: boolean },
): readonly PackFault[] {
  const roleIds = roles.map((one) => one.id)
  const playing = { ...registers, plays: declarations.plays }
  return [
    ...ownLists.flatMap((id) => madeListFaults(declarations, id)),
    ...(isAdopted ? [] : doubleChoiceFaults(declarations)),
    ...[...declarations.registers.values()].flatMap((one) =>
      placed(one, [
        ...checkRegister(one.value, registers, { roles: roleIds }),
        ...checkCore(one.value),
        ...checkPlays(one.value, playing),
        ...(isAdopted ? [] : checkClosed(one.value, playing)),
      ]),
    ),
    ...[...declarations.figures.values()].flatMap((one) =>
      placed(one, checkFigure(one.value, registers)),
    ),
    ...checkDuties(declarations, registers, roleIds),
    ...burdenFaults(declarations),
    ...eventFaults(declarations, registers),
    ...namedFaults(declarations),
    ...boundaryFaults(declarations, registers),
  ]
}

/** What a year cost is shown as numbers that add up over months. */
function burdenFaults({ heads, figures }: Declarations): readonly PackFault[] {
  return [...heads.values()].flatMap((one) =>
    (one.value.burden ?? []).flatMap(({ figure }, index) => {
      const declared = figures.get(figure)?.value
      const addsUp = declared !== undefined && measureKindOf(declared.measure).addsUp
      if (addsUp && declared.per === undefined) return []
      const path = ['burden', index, 'figure']
      const near = nearestName(figure, [...figures.keys()])
      return [
        packFault(
          'pack.burden.figure',
          { file: one.file, line: one.lineOf(path), path },
          declared === undefined
            ? {
                text: { zh: `没有数据项“${figure}”`, en: `There is no figure “${figure}”` },
                hint: near
                  ? { zh: `是否想写“${near}”？`, en: `Did you mean “${near}”?` }
                  : { zh: '请写已声明的数据项。', en: 'Name a figure of this pack.' },
              }
            : {
                text: {
                  zh: `数据项“${figure}”不是可以累计的数`,
                  en: `The figure “${figure}” is no number that adds up`,
                },
                hint: {
                  zh: '用 count、sum 或 distinct，且不带 per。',
                  en: 'Use count, sum or distinct, without per.',
                },
              },
        ),
      ]
    }),
  )
}

function madeListFaults(declarations: Declarations, id: string): readonly PackFault[] {
  const one = declarations.lists.get(id)
  if (!one) return []
  return [
    packFault(
      'pack.list.made',
      { file: one.file, line: one.lineOf(one.at), path: one.at },
      {
        text: {
          zh: `选项表“${id}”由系统生成，不能自行声明`,
          en: `The list “${id}” is made by the system and cannot be declared`,
        },
        hint: { zh: '换一个编号。', en: 'Use another id.' },
      },
    ),
  ]
}

/** Items of a list that have the id of one before: whoever chose one would be shown the other. */
function doubleChoiceFaults({ lists }: Declarations): readonly PackFault[] {
  return [...lists.values()].flatMap((one) => {
    const ids = one.value.map(({ id }) => id)
    return ids.flatMap((id, index) => {
      if (ids.indexOf(id) === index) return []
      const path = [...one.at, index, 'id']
      const text = {
        zh: `选项表中前面已有编号为“${id}”的选项`,
        en: `The list has an item “${id}” already`,
      }
      return [
        packFault(
          'pack.list.double',
          { file: one.file, line: one.lineOf(path), path },
          { text, hint: otherId },
        ),
      ]
    })
  })
}

function boundaryFaults(declarations: Declarations, registers: Registers): readonly PackFault[] {
  const scope = {
    registers: registers.registers,
    lists: values(declarations.lists),
    figures: values(declarations.figures),
    duties: values(declarations.duties),
  }
  return boundaryFindings(scope).flatMap((found) => {
    const one = declarationOf(declarations, found)
    if (!one) return []
    const path = [...one.at, ...found.path]
    return [
      packFault(
        `pack.boundary.${found.topic}`,
        { file: one.file, line: one.lineOf(path), path },
        { text: found.text, hint: found.reason },
      ),
    ]
  })
}

function declarationOf(
  declarations: Declarations,
  { declared }: BoundaryFinding,
): Declared<unknown> | undefined {
  switch (declared.kind) {
    case 'register':
      return declarations.registers.get(declared.id)
    case 'list':
      return declarations.lists.get(declared.id)
    case 'figure':
      return declarations.figures.get(declared.id)
    case 'duty':
      return declarations.duties.get(declared.id)
  }
}
