import type { Command } from 'commander'
import { expect, test } from 'vitest'
import type { CommandContext } from './command-context.ts'
import { program } from './program.ts'

const context = { version: 'test', dataDefault: 'data' } as unknown as CommandContext

function withAllBelow(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)]
}

test('the help of every command says which options have to be given', () => {
  const marked: string[] = []
  for (const command of withAllBelow(program(context))) {
    const lines = command.helpInformation().split(/\n(?= {2}-)/)
    for (const { flags, mandatory } of command.options) {
      const line = lines.find((one) => one.trimStart().startsWith(flags)) ?? ''
      // A long line is broken between words.
      const isMarked = line.replaceAll(/\s+/g, '').includes('（必填/required）')
      expect([command.name(), flags, isMarked]).toEqual([command.name(), flags, mandatory])
      if (mandatory) marked.push(`${command.name()} ${flags}`)
    }
  }
  expect(marked).toContain('add --person <name>')
  expect(marked.length).toBeGreaterThan(10)
})
