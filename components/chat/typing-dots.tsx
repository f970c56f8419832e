/** Three dots beside words that say it: somebody is typing. They stand still for who wants no motion. */
export function TypingDots() {
  return (
    <span aria-hidden className="inline-flex gap-0.5">
      {["", "[animation-delay:0.2s]", "[animation-delay:0.4s]"].map((delay) => (
        <span key={delay} className={`size-1 rounded-full bg-current motion-safe:animate-pulse ${delay}`} />
      ))}
    </span>
  );
}
