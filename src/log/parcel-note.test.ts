import { expect, test } from 'vitest'
import { parseCheckpoint } from './checkpoint.ts'
import { formatParcelNote, parseParcelNote } from './parcel-note.ts'
import { parseReceipt } from './receipt.ts'

const note = {
  from: 'taizhang/00000000-0000-4000-8000-000000000001',
  to: 'taizhang/00000000-0000-4000-8000-000000000002',
  madeAt: '2026-03-01T08:00:00.000Z',
  digest: new Uint8Array(32).fill(7),
}

test('the text of a parcel is read as it was written, and as nothing else', () => {
  const text = formatParcelNote(note)
  expect(parseParcelNote(text)).toEqual(note)
  // What the key of a log signs for one purpose is no signature for another.
  expect(parseCheckpoint(text).ok).toBe(false)
  expect(parseReceipt(text).ok).toBe(false)
})

test('what another program could read otherwise is no text of a parcel', () => {
  const text = formatParcelNote(note)
  for (const other of [
    '',
    text.slice(0, -1),
    `${text}\n`,
    `${text}more\n`,
    text.replace('v1', 'v2'),
    text.replace('.000Z', 'Z'),
    text.replace(/\n[^\n]+\n$/, '\nAAAA\n'),
    text.replace(note.to, ''),
  ]) {
    expect(parseParcelNote(other), JSON.stringify(other)).toBeNull()
  }
})

test('nothing is signed that could not be read back', () => {
  expect(() => formatParcelNote({ ...note, to: 'two\nlines' })).toThrow(TypeError)
  expect(() => formatParcelNote({ ...note, from: '' })).toThrow(TypeError)
  expect(() => formatParcelNote({ ...note, madeAt: 'now' })).toThrow(TypeError)
  expect(() => formatParcelNote({ ...note, digest: new Uint8Array(31) })).toThrow(RangeError)
})
