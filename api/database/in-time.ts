/** The answer of a database, or an error where it takes longer: one that is silent, and does not hang up either, keeps nobody waiting. */
export async function inTime<Answer>(
  answer: Promise<Answer>,
  withinMs: number,
  tooLate: string,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(tooLate)), withinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
