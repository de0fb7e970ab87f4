import type { Node } from '@markdoc/markdoc'
import type { Fault } from '../../ledger/fault.ts'
import { templateFault } from './template-fault.ts'

/** Line of a node in the source, 1-based (Markdoc counts from 0). */
export function lineOf(node: Node): number {
  return (node.location?.start?.line ?? node.lines[0] ?? 0) + 1
}

/** The attributes of one tag, read strictly: what is not asked for is a fault. */
export class TagAttributes {
  readonly #node: Node
  readonly #faults: Fault[]
  readonly #asked = new Set<string>()

  constructor(node: Node, faults: Fault[]) {
    this.#node = node
    this.#faults = faults
  }

  /** A text, or null where it is absent. */
  text(name: string): string | null {
    const value = this.#take(name)
    if (value === undefined) return null
    if (typeof value === 'string' && value !== '') return value
    this.#complain(`${name} = ${JSON.stringify(value)}`)
    return null
  }

  /** A text that must be there. */
  needed(name: string): string {
    const value = this.text(name)
    if (value === null && this.#node.attributes[name] === undefined) this.#complain(name)
    return value ?? ''
  }

  /** One word of a closed set, or null where it is absent. */
  word<const W extends string>(name: string, words: readonly W[]): W | null {
    const value = this.text(name)
    const word = words.find((one) => one === value) ?? null
    if (value !== null && word === null) this.#complain(`${name} = ${value}`)
    return word
  }

  flag(name: string): boolean {
    const value = this.#take(name)
    if (value !== undefined && typeof value !== 'boolean') this.#complain(name)
    return value === true
  }

  /** A list written with commas. */
  list(name: string): readonly string[] {
    return this.needed(name)
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  }

  /** The one attribute of a set that is there; none or two are a fault. */
  oneOf<const N extends string>(names: readonly N[]): { name: N; value: string } | null {
    const found = names.filter((name) => this.#take(name) !== undefined)
    const name = found[0]
    if (name === undefined || found.length > 1) {
      this.#complain(names.join(' | '))
      return null
    }
    return { name, value: this.text(name) ?? '' }
  }

  /** To be called last: names every attribute nobody asked for. */
  finish(): void {
    for (const name of Object.keys(this.#node.attributes)) {
      if (!this.#asked.has(name)) this.#complain(name)
    }
  }

  #take(name: string): unknown {
    this.#asked.add(name)
    return this.#node.attributes[name]
  }

  #complain(what: string): void {
    this.#faults.push(templateFault('attribute', lineOf(this.#node), what))
  }
}
