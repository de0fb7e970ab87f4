import { refuse } from '../../ledger/fault.ts'

export const usernameLengthMin = 2
export const usernameLengthMax = 32

/** Letters of any script, so that 张三 can sign in as 张三. */
export const usernamePattern = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{1,31}$/u

/** The one form a user name is kept and looked up in. */
export function normalUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase()
}

/** The normal form, or a refusal with `username.form`. */
export function checkUsername(username: string): string {
  const name = normalUsername(username)
  if (usernamePattern.test(name)) return name
  return refuse('username.form', {
    at: ['username'],
    text: {
      zh: '用户名须为 2 至 32 个汉字、字母或数字。',
      en: 'A user name has 2 to 32 letters or digits of any script.',
    },
    hint: {
      zh: '中间可以用点、下划线或短横，不能有空格。',
      en: 'Dots, underscores and hyphens may stand inside; spaces may not.',
    },
  })
}
