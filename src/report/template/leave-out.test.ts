import { expect, test } from 'vitest'
import { leaveOut } from './leave-out.ts'
import { parseTemplate } from './parse-template.ts'
import type { TemplateInline } from './template.ts'

const head = '---\nlabel: { zh: 报告, en: Report }\ntitle: 报告\n---\n'

function wordsOf(inlines: readonly TemplateInline[]): string {
  return inlines
    .map((one) =>
      one.kind === 'text' ? one.text : one.kind === 'claim' ? wordsOf(one.inlines) : '',
    )
    .join('')
}

/** The paragraphs that stay where the duties `a` and `b` do not bind. */
function left(source: string): string[] {
  const { template } = parseTemplate('t', head + source)
  if (!template) throw new Error('the template of the test does not parse')
  return leaveOut(template, (duty) => duty === 'a' || duty === 'b').blocks.map((block) =>
    block.kind === 'paragraph' ? wordsOf([...(block.runIn ?? []), ...block.inlines]) : block.kind,
  )
}

const a = '{% claim duty="a" %}甲{% /claim %}'
const b = '{% claim everyone="b" %}乙{% /claim %}'
const c = '{% claim duty="c" %}丙{% /claim %}'
// A figure is counted whether or not a duty asks for it.
const f = '{% claim figure="a" %}丁{% /claim %}'

test.each([
  ['first', `${a}，${c}。`, ['丙。']],
  ['last', `${c}，${a}。`, ['丙。']],
  ['between', `${c}，${a}，${f}。`, ['丙，丁。']],
  ['two in a row', `${c}，${a}，${b}，${f}。`, ['丙，丁。']],
  ['two at the end', `${c}，${a}，${b}。`, ['丙。']],
  ['a sentence of its own', `${c}。${a}。${f}。`, ['丙。丁。']],
  ['the last sentence', `${c}。${a}。`, ['丙。']],
  ['with plain words before', `全年${c}，${a}，不照抄照转。`, ['全年丙，不照抄照转。']],
  ['alone with a heading', `**标题**。${a}，${b}。`, []],
  ['a heading whose other claim stays', `**标题**。${a}，${f}。`, ['标题。丁。']],
  ['none of them', `${c}，${f}。`, ['丙，丁。']],
])('a claim that is left out takes its mark along: %s', (_name, source, expected) => {
  expect(left(`${source}\n`)).toEqual(expected)
})
