import { addDays } from '../../ledger/day/day.ts'

/** Whole day, or a moment with its end; both moments in UTC, ISO. */
export type EventTime =
  | { readonly day: string }
  | { readonly start: string; readonly minutes: number }

/** One event of a calendar. */
export interface CalendarEvent {
  /** The same for as long as the thing is the same: a calendar updates it instead of adding one. */
  readonly uid: string
  readonly summary: string
  readonly time: EventTime
}

/** A calendar as it is sent; `madeAt` is UTC, ISO. */
export interface CalendarFile {
  readonly name: string
  readonly madeAt: string
  readonly events: readonly CalendarEvent[]
}

const lineOctetsMax = 75

/**
 * Writes RFC 5545 text: whole days as VALUE=DATE, moments in UTC (no time zone has to travel
 * along), lines of at most 75 octets (§3.1) folded between characters.
 */
export function icalendar({ name, madeAt, events }: CalendarFile): string {
  const stamp = utcText(madeAt)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Taizhang//Calendar//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function eventLines({ uid, summary, time }: CalendarEvent, stamp: string): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp}`,
    ...timeLines(time),
    `SUMMARY:${escaped(summary)}`,
    'CLASS:PRIVATE',
    // What is due does not make anybody busy.
    `TRANSP:${'day' in time ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ]
}

function timeLines(time: EventTime): readonly string[] {
  if ('day' in time) {
    // The end of a whole day is exclusive (§3.6.1).
    return [
      `DTSTART;VALUE=DATE:${dateText(time.day)}`,
      `DTEND;VALUE=DATE:${dateText(addDays(time.day, 1))}`,
    ]
  }
  const end = new Date(Date.parse(time.start) + time.minutes * 60_000)
  return [`DTSTART:${utcText(time.start)}`, `DTEND:${utcText(end.toISOString())}`]
}

function dateText(day: string): string {
  return day.replaceAll('-', '')
}

function utcText(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** TEXT (§3.3.11); other control characters have no place in it and become spaces. */
function escaped(text: string): string {
  return (
    text
      .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
      // oxlint-disable-next-line no-control-regex -- these are what must not get out
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
      .replaceAll('\n', '\\n')
  )
}

/** Continues after 75 octets on a new line that begins with a space, never inside a character. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + size > lineOctetsMax) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}
