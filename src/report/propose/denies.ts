/** Whether words deny something; 无一例外, 不断 and 不少于 deny nothing. */
export function denies(words: string): boolean {
  return DENIED.test(words)
}

/** What denies it, in whatever words. */
export const DENIED =
  /(?<![力季月次件人年漏])不(?![断仅少低忘漏落缺])|非(?!常|公)|缺少|缺失|遗漏|未(?!来)|没|无(?![一人机]|障碍)/
