export const GCS_RANGE = { min: 3, max: 15 } as const;

export interface GcsInputs {
  /** 1 to 4. */
  readonly eyes: number;
  /** 1 to 5; T of an intubated patient, who counts as 1. */
  readonly verbal: number | 'T';
  /** 1 to 6. */
  readonly motor: number;
}

const isGrade = (grade: number, max: number): boolean => Number.isInteger(grade) && grade >= 1 && grade <= max;

/** 3 to 15; undefined when a grade is outside its scale (clinical.md 2.6). */
export const gcsTotal = ({ eyes, verbal, motor }: GcsInputs): number | undefined => {
  const spoken = verbal === 'T' ? 1 : verbal;
  return isGrade(eyes, 4) && isGrade(spoken, 5) && isGrade(motor, 6) ? eyes + spoken + motor : undefined;
};

/** Severe 3–8, moderate 9–12, mild 13–15. */
export const gcsSeverity = (total: number): 'severe' | 'moderate' | 'mild' => {
  if (total <= 8) return 'severe';
  return total <= 12 ? 'moderate' : 'mild';
};
