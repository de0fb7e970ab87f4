import { parsePeriod } from '../../ledger/day/period.ts'
import { readCanonical } from '../../log/canonical-json.ts'
import type { Fields } from '../proved-form.ts'
import {
  areAll,
  areKeyChanges,
  areTexts,
  isObject,
  isOpening,
  isProvedEntry,
  keysOf,
} from '../proved-form.ts'
import type { SealedReport } from './evidence.ts'

/** UTF-16 units of carried evidence at most: some forty thousand records. */
export const sealedUnitsMax = 96_000_000

/**
 * Reads what a file carries: the one canonical text of a sealed report, and nothing else, so that
 * a changed byte is either another value or no text at all. What the values are is not believed
 * yet. Null where it is no such text.
 */
export function parseSealed(text: string): SealedReport | null {
  return text.length > sealedUnitsMax ? null : readCanonical(text, isSealed)
}

function isSealed(value: unknown): value is SealedReport {
  if (!isObject(value) || value['v'] !== 1) return false
  const { document, evidence, signing, keyChanges } = value
  const keys = keyChanges === undefined ? '' : 'keyChanges,'
  return (
    keysOf(value) === `document,evidence,${keys}signing,v` &&
    (keyChanges === undefined || areKeyChanges(keyChanges)) &&
    isDocument(document) &&
    isEvidence(evidence) &&
    (signing === null || isSigning(signing))
  )
}

function isDocument(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['title'] === 'string' &&
    typeof value['signature'] === 'string' &&
    Number.isInteger(value['year']) &&
    isPeriodOf(value['period'], value['year']) &&
    areObjects(value['blocks']) &&
    areObjects(value['claims']) &&
    isObject(value['asOf']) &&
    (value['notMentioned'] === undefined || areNotMentioned(value['notMentioned'])) &&
    (value['stated'] === undefined || areStated(value['stated']))
  )
}

function isPeriodOf(period: unknown, year: unknown): boolean {
  if (period === undefined) return true
  return typeof period === 'string' && parsePeriod(period)?.year === year
}

function areStated(value: unknown): boolean {
  return areAll(
    value,
    (one) =>
      keysOf(one) === 'by,count,sentence' &&
      Number.isSafeInteger(one['count']) &&
      areTexts([one['by'], one['sentence']]),
  )
}

function isZone(value: unknown): boolean {
  return value === undefined || typeof value === 'string'
}

function areNotMentioned(value: unknown): boolean {
  return areAll(
    value,
    (one) =>
      keysOf(one) === 'duty,kind,label,reason' &&
      typeof one['duty'] === 'string' &&
      (one['kind'] === 'incident' || one['kind'] === 'unmet') &&
      isLabel(one['label']) &&
      isLabel(one['reason']),
  )
}

function isLabel(value: unknown): boolean {
  return isObject(value) && keysOf(value) === 'en,zh' && areTexts(Object.values(value))
}

function isEvidence(value: unknown): boolean {
  if (!isObject(value) || value['v'] !== 1) return false
  const { definitions, leaves, organisation, keys } = value
  if (
    !isObject(organisation) ||
    !isZone(organisation['zone']) ||
    !isObject(keys) ||
    !isObject(leaves)
  )
    return false
  if (!isObject(definitions)) return false
  const lists = ['registers', 'lists', 'figures', 'duties']
  return (
    typeof value['checkpoint'] === 'string' &&
    typeof value['today'] === 'string' &&
    typeof value['pack'] === 'string' &&
    lists.every((list) => areObjects(definitions[list])) &&
    (leaves['kind'] === 'all'
      ? Array.isArray(leaves['texts']) && leaves['texts'].every((one) => typeof one === 'string')
      : leaves['kind'] === 'some' && areObjects(leaves['entries'])) &&
    areObjects(value['records']) &&
    [undefined, 2, 3].some((wording) => value['annex'] === wording) &&
    (value['passkeys'] === undefined || areOpened(value['passkeys'])) &&
    (value['names'] === undefined || areNames(value['names'])) &&
    (value['laid'] === undefined || areLaid(value['laid'])) &&
    (value['corrects'] === undefined || isCorrected(value['corrects'])) &&
    (value['answers'] === undefined || isAnswered(value['answers'])) &&
    (value['below'] === undefined || isBelow(value['below'])) &&
    areObjects(value['overrides'])
  )
}

function areLaid(value: unknown): boolean {
  return areSome(
    value,
    (one) =>
      keysOf(one) === 'asks,basis,clause,duty,figure,from,source,title,until' &&
      areTexts([one['duty'], one['from'], one['source'], one['title']]) &&
      isObject(one['asks']) &&
      keysOf(one['asks']) === 'by,often,times',
  )
}

function areNames(value: unknown): boolean {
  return areSome(
    value,
    (one) =>
      keysOf(one) === 'from,item,list,name,serves,unused' &&
      areTexts([one['from'], one['item'], one['list']]) &&
      (one['name'] === null || (isObject(one['name']) && areTexts(Object.values(one['name'])))) &&
      (one['serves'] === null || typeof one['serves'] === 'string') &&
      typeof one['unused'] === 'boolean',
  )
}

function isCorrected(value: unknown): boolean {
  return isObject(value) && keysOf(value) === 'digest,title' && areTexts(Object.values(value))
}

function isAnswered(value: unknown): boolean {
  return (
    isObject(value) && keysOf(value) === 'call,digest,log,title' && areTexts(Object.values(value))
  )
}

function isBelow(value: unknown): boolean {
  return (
    isObject(value) &&
    keysOf(value) === 'arrivals,bodies,call' &&
    areOpened([value['call']]) &&
    areAll(value['bodies'], isOpened) &&
    areAll(value['arrivals'], isOpened)
  )
}

function areOpened(value: unknown): boolean {
  return areSome(value, isOpened)
}

function isOpened(one: Fields): boolean {
  return (
    keysOf(one) === 'entry,opening' &&
    Number.isSafeInteger(one['entry']) &&
    isOpening(one['opening'])
  )
}

const signingKeys = 'checkpoint,consistency,index,leafText,opening,proof,receipt,signer'

function isSigning(value: unknown): boolean {
  return (
    isObject(value) &&
    keysOf(value) === signingKeys &&
    Number.isSafeInteger(value['index']) &&
    typeof value['leafText'] === 'string' &&
    typeof value['receipt'] === 'string' &&
    typeof value['checkpoint'] === 'string' &&
    areTexts(value['proof']) &&
    areTexts(value['consistency']) &&
    isOpening(value['opening']) &&
    (value['signer'] === null || isSigner(value['signer']))
  )
}

function isSigner(value: unknown): boolean {
  return isObject(value) && keysOf(value) === 'index,opening,proof,text' && isProvedEntry(value)
}

/** The same of what is absent rather than empty. */
function areSome(value: unknown, is: (one: Fields) => boolean): boolean {
  return areAll(value, is) && (value as readonly unknown[]).length > 0
}

function areObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every(isObject)
}
