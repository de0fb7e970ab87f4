import type { ProvedKeyChange } from '../log/key-change.ts'

// How files of ours are told from others before anything of them is believed: each object has the
// keys that it should have, and no other. What the values are is verified where they are used.

/** Whether it has the form of proved changes of keys; what they say is verified when it is used. */
export function areKeyChanges(value: unknown): value is readonly ProvedKeyChange[] {
  return areAll(
    value,
    (one) =>
      keysOf(one) === 'checkpoint,index,opening,proof,text' &&
      typeof one['checkpoint'] === 'string' &&
      isProvedEntry(one),
  )
}

/** An entry with the path that leads from it to a checkpoint, and what of it is opened. */
export function isProvedEntry(value: Fields): boolean {
  return (
    Number.isSafeInteger(value['index']) &&
    typeof value['text'] === 'string' &&
    areTexts(value['proof']) &&
    isOpening(value['opening'])
  )
}

/** Fields that are opened jointly: what lies outside the digest has no key that nobody looks at. */
export function isOpening(value: unknown): boolean {
  return (
    isObject(value) &&
    keysOf(value) === 'fields,hashes,size' &&
    areAll(value['fields'], (field) => keysOf(field) === 'index,path,salt,value')
  )
}

/** The keys of an object, in order. */
export function keysOf(value: object): string {
  return Object.keys(value).sort().join(',')
}

/** Whether it is a list of texts. */
export function areTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

/** An object of which nothing is known. */
export type Fields = { readonly [key: string]: unknown }

/** Whether it is a list of objects that are all so. */
export function areAll(value: unknown, is: (one: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((one) => isObject(one) && is(one))
}

/** Whether it is an object with keys. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
