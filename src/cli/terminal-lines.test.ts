import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Lang } from '../ledger/label.ts'
import { terminalLines } from './terminal-lines.ts'

function told(lang: Lang, log: (lines: pino.Logger) => void): string {
  let text = ''
  const sink = terminalLines(lang, (more) => {
    text += more
  })
  log(pino({ base: null }, sink))
  return text.replaceAll(/^\d\d:\d\d:\d\d/gm, '12:00:00')
}

test('long work and trouble are sentences for a person at the terminal', () => {
  const slow = (lines: pino.Logger) => lines.warn({ route: 'demo.open', ms: 31_240 }, 'slow')
  expect(told('zh', slow)).toBe('12:00:00  ·  这个请求较慢（不影响结果）  demo.open  31.2 s\n')
  expect(told('en', slow)).toBe(
    '12:00:00  ·  this request took long (nothing is wrong)  demo.open  31.2 s\n',
  )
  expect(told('zh', (lines) => lines.info('goes-on'))).toBe(
    '12:00:00  ·  时钟已校准或确认，恢复写入\n',
  )
  const trouble = { code: 'database.unreachable', route: 'year', reason: 'ECONNREFUSED', before: 3 }
  expect(told('zh', (lines) => lines.error(trouble, 'trouble'))).toBe(
    '12:00:00  ✗  暂时无法完成  year  code=database.unreachable  reason=ECONNREFUSED  before=3\n',
  )
})

test('an error keeps its stack, and a message that nobody translated stays', () => {
  const text = told('zh', (lines) => lines.error({ err: new Error('odd') }, 'a job'))
  expect(text).toMatch(/^12:00:00 {2}✗ {2}a job {2}Error: odd\n {4}at /)
})

test('what somebody sent steers no terminal and begins no line', () => {
  const reason = 'a\n12:00:00  ✗  b\u001b[2J'
  expect(told('zh', (lines) => lines.error({ reason }, 'trouble'))).toBe(
    '12:00:00  ✗  暂时无法完成  reason=a 12:00:00 ✗ b\\u001b[2J\n',
  )
})

test('what is no line of the log goes through', () => {
  let text = ''
  terminalLines('zh', (more) => {
    text += more
  }).write('plain\n')
  expect(text).toBe('plain\n')
})
