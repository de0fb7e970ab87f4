import { describe, expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

describe('nearestName', () => {
  it.each([
    ['requird', 'required'],
    ['lable', 'label'],
    ['Label', 'label'],
    ['governnace-study', 'governance-study'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearestName(typed, ['label', 'required', 'governance-study', 'of'])).toBe(meant)
  })

  it('says nothing where nothing is near', () => {
    expect(nearestName('colour', ['label', 'required'])).toBeNull()
    expect(nearestName('x', [])).toBeNull()
  })
})
