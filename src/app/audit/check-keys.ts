import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { AnnouncedKey, LogKeyPurpose } from '../../log/announced-keys.ts'
import { keysInForce } from '../../log/announced-keys.ts'
import type { KeyChangeKind } from '../../log/key-change.ts'
import { keyChangeOf } from '../../log/key-change.ts'
import { difference } from './difference.ts'
import { parsedFields } from './parsed-fields.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** An entry by which the keys of a log were replaced. */
export interface FoundKeyChange {
  readonly index: number
  readonly how: KeyChangeKind
  readonly text: Label
}

/**
 * Every verifier key must be announced by the entry it names, the first by the founding one; and
 * every entry that announces keys must have them stored, and replace those that were in force.
 */
export async function checkKeys(
  { ledger, organisation }: Examined,
  { announcements }: Walk,
): Promise<Fault[]> {
  const keys = await ledger.keys()
  const add = (name: string, code: string, text: Label): Fault =>
    difference(organisation.publicId, ['key', name], { code: `key.${code}`, text })
  return [
    ...keys
      .filter((key) => !isAnnounced(key, announcements))
      .map(({ purpose, since }) =>
        add(`${purpose}/${since}`, 'unannounced', {
          zh: `${purpose} 公钥（自条目 ${since}）与宣布它的条目不符。`,
          en: `The ${purpose} key since entry ${since} is not the one that entry announces.`,
        }),
      ),
    ...purposes
      .filter((purpose) => !keys.some((one) => one.purpose === purpose))
      .map((purpose) =>
        add(purpose, 'unannounced', {
          zh: `${purpose} 公钥缺失。`,
          en: `The ${purpose} key is missing.`,
        }),
      ),
    ...[...announcements]
      .filter(([index, { fields }]) => !isFollowed(index, { text: fields, keys }))
      .map(([index]) =>
        add(String(index), 'broken-chain', {
          zh: `条目 ${index} 更换的公钥与当时使用的或现存的不符。`,
          en: `The keys that entry ${index} replaces or announces are not those stored.`,
        }),
      ),
  ]
}

/** What the log says about its keys, in order. */
export function keyChangesIn({ announcements }: Walk): FoundKeyChange[] {
  return [...announcements].flatMap(([index, { fields }]) => {
    const change = keyChangeOf(parsedFields(fields))
    return change === null ? [] : [{ index, how: change.how, text: changeTexts[change.how](index) }]
  })
}

const changeTexts: { readonly [how in KeyChangeKind]: (index: number) => Label } = {
  rotated: (index) => ({
    zh: `条目 ${index} 起更换了密钥，旧公钥为新公钥作证。`,
    en: `Keys were rotated by entry ${index}; the old key vouches for the new one.`,
  }),
  lost: (index) => ({
    zh: `条目 ${index} 称原密钥已丢失：其后的公钥没有旧公钥作证，须另行核实。`,
    en: `Entry ${index} says the old key was lost: confirm the key after it by another way.`,
  }),
}

const purposes: readonly LogKeyPurpose[] = ['log', 'receipt']
const fieldOf = { log: 'logKey', receipt: 'receiptKey' } as const

function isAnnounced(
  { purpose, since, vkey, lost }: AnnouncedKey,
  announcements: Walk['announcements'],
): boolean {
  const fields = parsedFields(announcements.get(since)?.fields ?? '')
  return fields[fieldOf[purpose]] === vkey && (keyChangeOf(fields)?.how === 'lost') === lost
}

function isFollowed(
  index: number,
  { text, keys }: { readonly text: string; readonly keys: readonly AnnouncedKey[] },
): boolean {
  const change = keyChangeOf(parsedFields(text))
  // The founding entry, or one of kind `key` about another log's keys.
  if (change === null) return true
  const [before, now] = [keysInForce(keys, index), keysInForce(keys, index + 1)]
  return (
    before.log === change.logKeyBefore &&
    before.receipt === change.receiptKeyBefore &&
    now.log === change.logKey &&
    now.receipt === change.receiptKey
  )
}
