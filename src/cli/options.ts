import { InvalidArgumentError, Option } from 'commander'
import { isDay } from '../ledger/day/day.ts'
import type { CommandContext } from './command-context.ts'

/** `--data DIR`, the same for every command. */
export function dataOption({ dataDefault }: Pick<CommandContext, 'dataDefault'>): Option {
  return new Option('--data <dir>', '数据目录 / data folder').default(dataDefault)
}

/** `--org ORG`, the same for every command. */
export function orgOption(): Option {
  return new Option('--org <org>', '单位：编号或名称 / organisation, by id or name')
}

/** A whole number from 0 to 2³¹. */
export function wholeNumber(text: string): number {
  const number = Number(text)
  if (/^\d{1,10}$/.test(text) && number < 2 ** 31) return number
  throw new InvalidArgumentError('应为非负整数 / a whole number is expected')
}

/** A day, `2026-02-01`. */
export function dayText(text: string): string {
  if (isDay(text)) return text
  throw new InvalidArgumentError('应为日期，如 2026-02-01 / a day such as 2026-02-01')
}

/** A year, 1990 to 2100. */
export function yearNumber(text: string): number {
  const year = Number(text)
  if (/^\d{4}$/.test(text) && year >= 1990 && year <= 2100) return year
  throw new InvalidArgumentError('应为四位年份，如 2025 / a year such as 2025')
}
