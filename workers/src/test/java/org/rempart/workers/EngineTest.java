package org.rempart.workers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.rempart.embedded.TestStack;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test on the real broker and a database of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = {WorkersTestApplication.class, TestIncidents.class})
@ContextConfiguration(initializers = EngineTest.Parts.class)
@interface EngineTest {

  /** Points the settings to the test's parts. */
  class Parts
      implements org.springframework.context.ApplicationContextInitializer<
          org.springframework.context.ConfigurableApplicationContext> {

    @Override
    public void initialize(org.springframework.context.ConfigurableApplicationContext context) {
      org.springframework.boot.test.util.TestPropertyValues.of(
              "spring.datasource.url=" + TestStack.postgres().createDatabase(),
              "rempart.engine.grpc-address=" + TestStack.engine().grpcAddress(),
              "rempart.engine.watch-interval=500ms",
              "rempart.engine.threads=8")
          .applyTo(context);
    }
  }
}
