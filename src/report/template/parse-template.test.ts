import { expect, test } from 'vitest'
import { checkTemplate } from './check-template.ts'
import { parseTemplate } from './parse-template.ts'

const head = '---\nlabel: { zh: 报告, en: Report }\ntitle: 报告\n---\n'

function faultsOf(source: string): string[] {
  return parseTemplate('t', source).faults.map((one) => `${one.code} ${one.at[0]}`)
}

test.each([
  ['no head', '文\n', 'report.head 1'],
  ['unknown key of the head', head.replace('title', 'titel') + '文\n', 'report.head 1'],
  ['broken YAML in the head', '---\nlabel: {\n---\n文\n', 'report.head 1'],
  [
    'a claim inside a claim',
    `${head}{% claim figure="a" %}甲{% claim figure="b" %}乙{% /claim %}{% /claim %}\n`,
    'report.claim-nested 5',
  ],
  ['a claim bound to nothing', `${head}{% claim %}甲{% /claim %}\n`, 'report.attribute 5'],
  [
    'a claim bound twice',
    `${head}{% claim figure="a" duty="b" %}甲{% /claim %}\n`,
    'report.attribute 5',
  ],
  ['an unknown tag', `${head}{% chart id="a" /%}\n`, 'report.tag-unknown 5'],
  ['an unknown attribute', `${head}{% figure id="a" colour="red" /%}\n`, 'report.attribute 5'],
  ['a list', `${head}- 甲\n`, 'report.markup 5'],
  ['a link', `${head}[甲](http://example.org)\n`, 'report.markup 5'],
  ['an unknown variable', `${head}{% $secret %}\n`, 'report.markup 5'],
  ['a tag that is never closed', `${head}{% claim figure="a" %}甲\n`, 'report.markup 5'],
  [
    'a claim inside an each of claims',
    `${head}{% each register="r" claim="plan" %}\n\n{% claim figure="a" %}甲{% /claim %}\n\n{% /each %}\n`,
    'report.claim-nested 7',
  ],
  [
    'a wording given twice',
    `${head}{% claim figure="a" %}甲{% else when="fails" /%}乙{% else when="fails" /%}丙{% /claim %}\n`,
    'report.variant 5',
  ],
  [
    'a condition nobody knows',
    `${head}{% claim figure="a" %}甲{% else when="maybe" /%}乙{% /claim %}\n`,
    'report.attribute 5',
  ],
  ['an else outside a claim', `${head}甲{% else /%}乙\n`, 'report.variant 5'],
])('%s is a fault with its line', (_name, source, expected) => {
  expect(faultsOf(source)).toContain(expected)
})

test('a template beyond the limit is refused before it is parsed', () => {
  expect(faultsOf(head + '文'.repeat(200_001))).toEqual(['report.too-long 1'])
})

test('what the pack does not have is named with its line', () => {
  const source = `${head}{% figure id="gone" /%}{% claim duty="lost" %}甲{% /claim %}\n\n{% each register="r" %}\n\n{% field id="no.such" /%}\n\n{% /each %}\n`
  const { template } = parseTemplate('t', source)
  expect(template).not.toBeNull()
  if (!template) return
  const register = {
    id: 'r',
    label: { zh: '', en: '' },
    date: 'd',
    title: '',
    lateAfter: null,
    fields: [],
    checks: [],
    columns: [],
  }
  const faults = checkTemplate(template, {
    figures: new Map(),
    duties: new Map(),
    registers: new Map([['r', register]]),
  })
  expect(faults.map((one) => `${one.code} ${one.at[0]}`)).toEqual([
    'report.figure-unknown 5',
    'report.duty-unknown 5',
    'report.field-unknown 9',
  ])
})

test.each([
  ['{% claim duty="no-leak" %}未发生{% /claim %}', []],
  ['{% claim duty="no-leak" %}未发生{% else /%}{% /claim %}', ['report.variant-missing 5']],
  ['{% claim duty="no-leak" %}未发生{% else when="fails" /%}发生{% /claim %}', []],
  ['{% claim duty="study" %}学习{% else /%}{% /claim %}', []],
  [
    '{% claim figure="a" %}甲{% else when="fails" /%}{% figure id="gone" /%}{% /claim %}',
    ['report.figure-unknown 5'],
  ],
])('%s', (words, expected) => {
  const { template } = parseTemplate('t', `${head}${words}\n`)
  if (!template) throw new Error(words)
  const faults = checkTemplate(template, {
    figures: new Map([['a', 'r']]),
    duties: new Map([
      ['no-leak', 'none'],
      ['study', 'event'],
    ]),
    registers: new Map(),
  })
  expect(faults.map((one) => `${one.code} ${one.at[0]}`)).toEqual(expected)
})
