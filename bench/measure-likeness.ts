import { readStory } from '../src/app/demo/read-story.ts'
import { likenessAmong } from '../src/report/likeness/likeness-among.ts'
import type { Line } from './bench-table.ts'
import { time } from './bench-table.ts'
import { storyFiles } from './facts.ts'
import { median, timed } from './measure.ts'

const reports = 500
const characters = 3_000
const msMax = 5_000
const atLeast = 0.3

const phraseLists = ['first-agenda-topics', 'seasonal-topics', 'work-topics']

function wordsOf(row: unknown): readonly string[] {
  if (typeof row === 'string') return [row]
  const { topic, matter } = row as { topic?: string; matter?: string }
  return [topic ?? `研究${matter}`]
}

/**
 * Compares reports pair by pair, as the body above does with those of its units. All 500 draw on
 * the same few hundred phrases, which is harder than life: the more wording is shared, the more
 * there is to count.
 */
export async function measureLikeness(rounds: number): Promise<Line> {
  const lists = readStory(await storyFiles()).story?.lists ?? new Map<string, readonly unknown[]>()
  const phrases = phraseLists.flatMap((name) => lists.get(name) ?? []).flatMap(wordsOf)
  const texts = Array.from({ length: reports }, (_, at) => reportOf(phrases, at))
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

function reportOf(phrases: readonly string[], seed: number): string {
  let text = ''
  // A step that shares no factor with the number of phrases walks through all of them.
  for (let at = 0; text.length < characters; at += 1) {
    text += `${phrases[(seed * 31 + at * (2 * seed + 1)) % phrases.length]}，${seed + at}次。`
  }
  return text.slice(0, characters)
}
