/** Fewest characters of a password; the server holds the same rule. */
export const passwordLengthMin = 8

/** Most characters. */
export const passwordLengthMax = 200

/** The rule in words: length, no forced symbols, no well-known ones. */
export const passwordHint = {
  zh: '至少 8 个字符；可用一句话，不必凑符号。常见密码会被拒绝。',
  en: 'At least 8 characters; a sentence is fine, symbols are not needed. Common ones are refused.',
}
