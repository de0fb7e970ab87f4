import type { Label, Lang } from '../ledger/label.ts'
import { say } from '../ledger/label.ts'
import { steersNothing } from './steers-nothing.ts'

/** Where pino writes its lines of JSON. */
export interface LineSink {
  write(line: string): void
}

/**
 * The server's log for a person at the terminal: a sentence a line, with the time, instead of JSON.
 * Whatever is no line of pino's goes through as it is.
 */
export function terminalLines(lang: Lang, write: (text: string) => void): LineSink {
  return { write: (line) => write(spoken(line, lang)) }
}

/** What the log says by itself; other messages are told as they are. */
const sentences: { readonly [message: string]: Label | undefined } = {
  slow: { zh: '这个请求较慢（不影响结果）', en: 'this request took long (nothing is wrong)' },
  trouble: { zh: '暂时无法完成', en: 'cannot be done at the moment' },
  unforeseen: { zh: '程序出错', en: 'an error of the program' },
  held: { zh: '不能写入', en: 'nothing can be written' },
  'goes-on': { zh: '时钟已校准或确认，恢复写入', en: 'the clock is right again; writing goes on' },
  disconnected: { zh: '对方中途断开', en: 'the other side went away' },
}

/** Level of pino from which a line is an error. */
const errorFrom = 50

function spoken(line: string, lang: Lang): string {
  const told = parsed(line)
  if (told === null) return line
  const { level, time, msg, err, route, ms, ...rest } = told
  const sentence = sentences[String(msg)]
  const { stack, message } = (err ?? {}) as { stack?: string; message?: string }
  const words = [
    clockTime(time),
    Number(level) >= errorFrom ? '✗' : '·',
    sentence ? say(sentence, lang) : String(msg),
    route === undefined ? '' : String(route),
    ms === undefined ? '' : `${(Number(ms) / 1000).toFixed(1)} s`,
    ...Object.entries(rest).map(([name, value]) => `${name}=${shown(value)}`),
    stack ?? message ?? '',
  ]
  return `${steersNothing(words.filter(Boolean).join('  '))}\n`
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function clockTime(time: unknown): string {
  const at = new Date(Number(time))
  const two = (part: number) => String(part).padStart(2, '0')
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value).replaceAll(/\s+/g, ' ')
}
