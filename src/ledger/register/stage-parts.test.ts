import { expect, test } from 'vitest'
import type { Register } from './register.ts'
import { stageParts } from './stage-parts.ts'

const both = (text: string) => ({ zh: text, en: text })
const field = (id: string) => ({ id, type: 'text' as const, required: false, label: both(id) })
const stage = (id: string, asks: readonly string[]) => ({
  id,
  label: both(id),
  asks,
  settled: false,
})

const register: Register = {
  id: 'problem',
  label: both('problem'),
  date: 'on',
  title: '{title}',
  lateAfter: null,
  checks: [],
  columns: [],
  fields: ['about', 'title', 'class', 'cause', 'owner'].map(field),
}

test('a field stands with the first stage that asks for it, what none asks for comes last', () => {
  const stages = [
    stage('found', ['title', 'class']),
    stage('analysed', ['cause', 'class']),
    stage('again', ['title']),
    stage('assigned', ['owner']),
  ]
  const parts = stageParts({ ...register, stages })
  expect(parts.map((part) => [part.label?.en ?? null, ...part.fields.map(({ id }) => id)])).toEqual(
    [
      ['found', 'title', 'class'],
      ['analysed', 'cause'],
      ['assigned', 'owner'],
      [null, 'about'],
    ],
  )
})

test('without stages all fields are one part', () => {
  expect(stageParts(register)).toEqual([{ label: null, fields: register.fields }])
})
