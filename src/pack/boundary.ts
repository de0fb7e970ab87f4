import type { Duty } from '../duty/duty.ts'
import { core } from '../ledger/core/core-registers.ts'
import type { Place } from '../ledger/fault.ts'
import { fieldKindOf } from '../ledger/fields/field-kinds.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import type { Choice, Field, Register } from '../ledger/register/register.ts'
import type { BoundaryTopic } from './boundary-lexicon.ts'
import { boundaryTopics, nameInText, photograph } from './boundary-lexicon.ts'

/** A pack's declarations that stand on the wrong side of the boundary. */
export interface BoundaryFinding {
  /** `register`, `list`, `figure` or `duty`, then its id. */
  readonly declared: { readonly kind: 'register' | 'list' | 'figure' | 'duty'; readonly id: string }
  /** Where inside the declaration. */
  readonly path: Place
  readonly topic: string
  readonly text: Label
  readonly reason: Label
}

/** What the boundary looks at. */
export interface BoundaryScope {
  readonly registers: ReadonlyMap<string, Register>
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly duties: ReadonlyMap<string, Duty>
}

/** The one register that holds people: names of the body's own staff. */
const staffRegister = core.person.id
const staffFields: ReadonlySet<string> = new Set(Object.keys(core.person.fields))

/**
 * Holds a pack against the boundary: an organisation's records about itself, no register of
 * members of the public, nothing about a person but name, post, office and role, no ranking.
 */
export function boundaryFindings(scope: BoundaryScope): readonly BoundaryFinding[] {
  return [
    ...[...scope.registers.values()].flatMap(registerFindings),
    ...[...scope.lists].flatMap(([id, choices]) => listFindings(id, choices)),
    ...[...scope.figures.values()].flatMap(figureFindings),
    ...[...scope.duties.values()].flatMap((duty) =>
      said({ kind: 'duty', id: duty.id }, { path: ['label'], what: duty }),
    ),
  ]
}

function registerFindings(register: Register): readonly BoundaryFinding[] {
  const declared = { kind: 'register', id: register.id } as const
  const own = said(declared, { path: ['label'], what: register })
  const fields = register.fields.flatMap((field, index) => [
    ...fieldFindings(declared, field, ['fields', index]),
    ...(field.fields ?? []).flatMap((inner, nth) =>
      fieldFindings(declared, inner, ['fields', index, 'fields', nth]),
    ),
  ])
  return [...own, ...fields, ...staffFindings(register)]
}

/** The staff list holds a name and a date; a pack cannot widen it. */
function staffFindings(register: Register): readonly BoundaryFinding[] {
  if (register.id !== staffRegister) return []
  return register.fields.flatMap((field, index) =>
    staffFields.has(field.id)
      ? []
      : [
          finding(
            { kind: 'register', id: register.id },
            {
              path: ['fields', index],
              topic: 'staff',
              words: field.id,
              reason: {
                zh: '人员台账只有姓名和列入日期；职务、机构和角色在任职中登记。',
                en: 'The staff list holds a name and a date; posts, offices and roles stand in Posts.',
              },
            },
          ),
        ],
  )
}

function fieldFindings(
  declared: BoundaryFinding['declared'],
  field: Field,
  path: Place,
): readonly BoundaryFinding[] {
  // A number, an amount or a yes-no names nobody.
  const kind = fieldKindOf(field.type)
  const topics = kind.namesNobody ? topicsOfTotals : boundaryTopics
  const found = [...said(declared, { path: [...path, 'label'], what: field, topics })]
  if (kind.freeText && declared.id !== staffRegister && hits(nameInText, field)) {
    found.push(
      finding(declared, {
        path: [...path, 'type'],
        topic: 'name-in-text',
        words: field.label.zh,
        reason: {
          zh: '人员用 person 或 people 字段指向本单位人员名单；外单位只写单位和人数。',
          en: 'People are person or people fields, which point to the staff list; guests are bodies and head-counts.',
        },
      }),
    )
  }
  if (kind.names === 'file' && hits(photograph, field)) {
    found.push(
      finding(declared, {
        path: [...path, 'label'],
        topic: 'photograph',
        words: field.label.zh,
        reason: {
          zh: '不以拍照、截图留痕作为工作依据。',
          en: 'Work is not proved by photographs and screenshots.',
        },
      }),
    )
  }
  return found
}

function listFindings(id: string, choices: readonly Choice[]): readonly BoundaryFinding[] {
  return choices.flatMap((choice, index) =>
    said({ kind: 'list', id }, { path: [index, 'label'], what: choice }),
  )
}

function figureFindings(figure: FigureDefinition): readonly BoundaryFinding[] {
  const declared = { kind: 'figure', id: figure.id } as const
  const found = [...said(declared, { path: ['label'], what: figure, topics: topicsOfTotals })]
  if (figure.per === 'person' && figure.upward) {
    found.push(
      finding(declared, {
        path: ['upward'],
        topic: 'person-upward',
        words: figure.label.zh,
        reason: {
          zh: '按人统计的数据只供本人和责任人查看，不向上级报送。',
          en: 'Values per person are for that person and the owner of the duty; they never go upward.',
        },
      }),
    )
  }
  return found
}

/** Why words that a body sends to another lie outside the boundary; null: they do not. */
export function outsideBoundary(
  text: string,
  {
    isTotal,
    isLabel,
  }: {
    /** What they ask for names nobody: a number, a day, a yes or no. */
    readonly isTotal: boolean
    /** They name a cell that is filled in. */
    readonly isLabel: boolean
  },
): Label | null {
  const what = { id: '', label: { zh: text, en: text } }
  const topic = (isTotal ? topicsOfTotals : boundaryTopics).find((one) => hits(one, what))
  if (topic) return topic.reason
  return isLabel && !isTotal && hits(nameInText, what) ? namesNobody : null
}

const namesNobody: Label = {
  zh: '填报内容只问单位自身的情况，不问人员姓名。',
  en: 'What is asked is about the unit itself and never the names of people.',
}

interface Said {
  readonly id: string
  readonly label: Label
  readonly help?: Label
}

/** What names nobody, as a number, may speak of some topics that nothing else may. */
const topicsOfTotals = boundaryTopics.filter((one) => !one.totalsAllowed)

function said(
  declared: BoundaryFinding['declared'],
  {
    path,
    what,
    topics = boundaryTopics,
  }: { readonly path: Place; readonly what: Said; readonly topics?: readonly BoundaryTopic[] },
): readonly BoundaryFinding[] {
  return topics
    .filter((topic) => hits(topic, what))
    .map(({ id: topic, reason }) =>
      finding(declared, { path, topic, words: what.label.zh, reason }),
    )
}

function finding(
  declared: BoundaryFinding['declared'],
  /** `words`: what is declared there, as its author wrote it. */
  { words, ...found }: Omit<BoundaryFinding, 'declared' | 'text'> & { readonly words: string },
): BoundaryFinding {
  return {
    declared,
    ...found,
    text: {
      zh: `“${words}”超出了本系统的边界`,
      en: `“${words}” (${declared.kind} ${declared.id}) lies outside the boundary of this system`,
    },
  }
}

function hits(words: Pick<BoundaryTopic, 'zh' | 'en'>, what: Said): boolean {
  const idWords = what.id.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll('-', ' ')
  const help = what.help ?? { zh: '', en: '' }
  return (
    words.en.test(idWords.toLowerCase()) ||
    words.zh.test(what.label.zh) ||
    words.en.test(what.label.en.toLowerCase()) ||
    words.zh.test(affirmed(help.zh, /[，。；]/)) ||
    words.en.test(affirmed(help.en.toLowerCase(), /[,.;]/))
  )
}

/** A help text without its clauses that forbid: "not the names" must not read as "the names". */
function affirmed(text: string, clauseEnd: RegExp): string {
  return text
    .split(clauseEnd)
    .filter((clause) => !/不|勿|禁止|\b(no|not|never|nothing|nobody|without)\b/.test(clause))
    .join(' ')
}
