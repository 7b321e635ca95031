/** Trino's engine as one process: what the server package's launcher would start. */
public final class Start {
  public static void main(String[] arguments) {
    new io.trino.server.Server().start(arguments[0]);
  }
}
