import { firstAgendaTopics, themedTopics, workTopics } from '../src/app/demo/agenda-topics.ts'
import { likenessAmong } from '../src/report/likeness/likeness-among.ts'
import type { Line } from './bench-table.ts'
import { time } from './bench-table.ts'
import { median, timed } from './measure.ts'

const reports = 500
const characters = 3_000
const msMax = 5_000
const atLeast = 0.3

const phrases = [...firstAgendaTopics, ...[...themedTopics, ...workTopics].map((one) => one.topic)]

/**
 * Compares reports pair by pair, as the body above does with those of its units. All 500 draw on
 * the same few hundred phrases, which is harder than life: the more wording is shared, the more
 * there is to count.
 */
export async function measureLikeness(rounds: number): Promise<Line> {
  const texts = Array.from({ length: reports }, (_, at) => reportOf(at))
  const took: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { ms } = await timed(async () => likenessAmong(texts, { atLeast }))
    took.push(ms)
  }
  return {
    step: `${reports} reports of ${characters.toLocaleString('en')} characters, pairwise likeness`,
    taizhang: time(median(took)),
    limit: '',
    ratio: '',
    target: `< ${time(msMax)}`,
    met: median(took) < msMax,
  }
}

function reportOf(seed: number): string {
  let text = ''
  // A step that shares no factor with the number of phrases walks through all of them.
  for (let at = 0; text.length < characters; at += 1) {
    text += `${phrases[(seed * 31 + at * (2 * seed + 1)) % phrases.length]}，${seed + at}次。`
  }
  return text.slice(0, characters)
}
