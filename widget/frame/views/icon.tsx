const SHAPES = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  menu: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M5 12h13M12 5l7 7-7 7",
  next: "M9 5l7 7-7 7",
  down: "M12 5v13M6 12l6 6 6-6",
};

/** Decoration: whatever shows one has its name in text. */
export const Icon = ({ shape }: { shape: keyof typeof SHAPES }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true" class={`i-${shape}`}>
    <path d={SHAPES[shape]} />
  </svg>
);
