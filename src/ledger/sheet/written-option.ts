import type { Choice } from '../choice.ts'
import { offeredChoices } from '../choice.ts'

/** An option that a text names: for sure, or probably. */
export interface WrittenOption {
  readonly id: string
  readonly isSure: boolean
}

/** Signs of a list of boxes: the column is ticked, or not. */
const ticks = /^[√✓✔☑■●○◯Vv●对]$/u
const crosses = /^[×✗✘☒□xX✕]$/u

/** Whether the cell is a tick, a cross, or neither. */
export function tickOf(cell: string): 'tick' | 'cross' | null {
  const sign = cell.trim()
  return ticks.test(sign) ? 'tick' : crosses.test(sign) ? 'cross' : null
}

/** What may stand beside an option and says nothing more. */
const extras =
  /^(?:已经|已|会议|会|类|型|级|情况|学习|工作|专题|活动|项目|单位|设备|状态|等次|发现|谈话)*$/
/** A word that turns the meaning round. */
const turns = /[非不未无没待拟否]/

/**
 * The option that an office means in its own words. Sure is what differs by blanks, brackets and
 * words that say nothing; probable is what shares most of its characters with one option only.
 */
export function writtenOption(text: string, list: readonly Choice[]): WrittenOption | null {
  const sure = sureOption(text, list)
  if (sure !== null) return sure
  const signs = [...new Set(plainOption(text))]
  const [best, next] = offeredChoices(list, [])
    .map((one) => ({ id: one.id, share: shareOf(signs, one) }))
    .sort((one, other) => other.share - one.share)
  if (!best || best.share < shareMin || best.share === next?.share) return null
  return { id: best.id, isSure: false }
}

/** The option that a text can be taken for without asking; `isSure` is false where 未 turns it round. */
export function sureOption(text: string, list: readonly Choice[]): WrittenOption | null {
  const said = plainOption(text)
  if (said === '') return null
  const offered = offeredChoices(list, [])
  const same = offered.filter((one) => namesOf(one).includes(said))
  if (same.length === 1) return { id: same[0]?.id ?? '', isSure: true }
  const near = offered.filter((one) => namesOf(one).some((name) => isNear(said, name)))
  const [only] = near
  return near.length === 1 && only ? { id: only.id, isSure: !turns.test(said) } : null
}

/** Less in common is chance. */
const shareMin = 0.5

/** Which one of its kind: 2025年第3次党组会议 is 党组会议. */
const whichOne = /^(?:\d{4}年度?)?第[\d〇零一二三四五六七八九十]+[次期](?=.{2})/

function plainOption(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s"'“”‘’《》「」.。、,，:：-]+/g, '')
    .replace(whichOne, '')
    .replace(/会议$/, '会')
}

const known = new WeakMap<Choice, readonly string[]>()

/** The names of an option as they are compared, with what stands in brackets and without. */
function namesOf(choice: Choice): readonly string[] {
  const before = known.get(choice)
  if (before) return before
  const all = [choice.label.zh, choice.label.en, ...(choice.also ?? [])].map(plainOption)
  const names = all.flatMap((name) => [
    name,
    name.replace(/\([^()]*\)/g, ''),
    name.replace(/[()]/g, ''),
  ])
  const kept = [...new Set(names)].filter((name) => name !== '')
  known.set(choice, kept)
  return kept
}

/** One holds the other, and the rest of it says nothing; its beginning says more than its end. */
function isNear(said: string, name: string): boolean {
  if (said.length >= 2 && name.startsWith(said) && said.length * 2 >= name.length) return true
  if (said.length >= 2 && name.includes(said) && said.length * 3 >= name.length * 2) return true
  const at = said.indexOf(name)
  if (at < 0 || name.length < 2) return false
  return extras.test(said.slice(0, at)) && extras.test(said.slice(at + name.length))
}

const signsKnown = new WeakMap<Choice, readonly ReadonlySet<string>[]>()

/** The signs of each name, once: a sheet asks for every cell of every column. */
function signsOf(choice: Choice): readonly ReadonlySet<string>[] {
  const before = signsKnown.get(choice)
  if (before) return before
  const signs = namesOf(choice).map((name) => new Set(name))
  signsKnown.set(choice, signs)
  return signs
}

/** How many characters a text has in common with an option, of the longer one; 0 is chance. */
function shareOf(said: readonly string[], choice: Choice): number {
  let most = 0
  for (const name of signsOf(choice)) {
    const [less, more] = [Math.min(said.length, name.size), Math.max(said.length, name.size)]
    // Were all of the shorter one in the longer one, it would be too little.
    if (less < shareMin * more) continue
    let common = 0
    for (const sign of said) if (name.has(sign)) common += 1
    const share = common / more
    if (share >= shareMin && share > most) most = share
  }
  return most
}
