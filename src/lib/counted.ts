/** How many there are, in English: `1 message`, `2 messages`, `0 replies`. */
export const counted = (count: number, one: string, several = `${one}s`) =>
  `${count} ${count === 1 ? one : several}`
